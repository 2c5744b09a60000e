/// A system that the simulated Kombo can connect.
struct KomboTool: Sendable {
    let id: String
    let label: String
    let categories: Set<String>

    static let categories = ["HRIS", "ATS", "ASSESSMENT", "LMS"]

    static let all = [
        KomboTool(id: "personio", label: "Personio", categories: ["HRIS", "ATS"]),
        KomboTool(id: "bamboohr", label: "BambooHR", categories: ["HRIS", "ATS"]),
        KomboTool(id: "hibob", label: "HiBob", categories: ["HRIS"]),
        KomboTool(id: "workday", label: "Workday", categories: ["HRIS", "ATS"]),
        KomboTool(id: "factorial", label: "Factorial", categories: ["HRIS"]),
        KomboTool(id: "greenhouse", label: "Greenhouse", categories: ["ATS"]),
        KomboTool(id: "lever", label: "Lever", categories: ["ATS"]),
        KomboTool(id: "testgorilla", label: "TestGorilla", categories: ["ASSESSMENT"]),
        KomboTool(id: "cornerstonelearning", label: "Cornerstone Learning", categories: ["LMS"]),
        KomboTool(id: "sandbox", label: "Sandbox", categories: ["HRIS", "ATS", "ASSESSMENT", "LMS"]),
    ]

    static func list(_ category: String) -> [KomboTool] { all.filter { $0.categories.contains(category) } }

    /// As `GET /tools/{category}` lists it.
    var json: OrderedJSON {
        let assets = "https://storage.example/integrations/\(id)"
        return .object([
            ("id", .string(id)), ("label", .string(label)), ("internal_label", .null),
            (
                "assets",
                .object([
                    ("logo_url", .string("\(assets)/logo.svg")), ("icon_url", .string("\(assets)/icon.svg")),
                    ("icon_black_url", .string("\(assets)/icon-black.svg")),
                ])
            ), ("paid_api_details_markdown", .null), ("fast_track_details_markdown", .null),
            ("partner_only_details_markdown", .null),
            ("connection_guide_url", .string("https://help.example/\(id)")),
            (
                "coverage",
                .object([
                    ("read_models", .array([])), ("write_actions", .array([])), ("features", .array([])),
                ])
            ),
        ])
    }
}
