// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: Swift 6 language mode comes with the tools version, a warning fails the build.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "callboard",
    products: [
        .executable(name: "callboard", targets: ["callboard"]),
        .executable(name: "callboard-bench", targets: ["callboard-bench"]),
        .executable(name: "callboard-sim", targets: ["callboard-sim"]),
    ],
    dependencies: [],
    targets: [
        .executableTarget(
            name: "callboard",
            dependencies: [
                "CommandKit", "Console", "CoreServices", "Primitives", "Simulator", "TerminalKit", "TerminalNCurses",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CallboardTests",
            dependencies: ["callboard", "CommandKit", "Console", "CoreServices", "Primitives", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["callboard", "CoreServices", "Database", "Primitives", "Simulator", "TestSupport"],
            swiftSettings: strict
        ),

        .executableTarget(
            name: "callboard-bench",
            dependencies: ["CommandKit", "CoreServices", "Primitives", "Simulator", "TestSupport"],
            swiftSettings: strict
        ),

        .executableTarget(
            name: "callboard-sim",
            dependencies: ["CommandKit", "Primitives", "Simulator"],
            swiftSettings: strict
        ),

        .systemLibrary(
            name: "CCrypto",
            path: "Sources/CLibraries/CCrypto",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
        ),

        .systemLibrary(
            name: "CCurl",
            path: "Sources/CLibraries/CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]
        ),

        .systemLibrary(
            name: "CMicroHTTPD",
            path: "Sources/CLibraries/CMicroHTTPD",
            pkgConfig: "libmicrohttpd",
            providers: [.apt(["libmicrohttpd-dev"]), .brew(["libmicrohttpd"])]
        ),

        // No pkgConfig: ncursesw.pc carries -D flags that SwiftPM refuses with a warning on every build.
        .systemLibrary(
            name: "CNCurses",
            path: "Sources/CLibraries/CNCurses",
            providers: [.apt(["libncurses-dev"]), .brew(["ncurses"])]
        ),

        .target(
            name: "CommandKit",
            dependencies: ["Primitives"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CommandKitTests",
            dependencies: ["CommandKit", "Primitives", "TestSupport"],
            swiftSettings: strict
        ),

        .target(
            name: "Console",
            dependencies: ["CoreServices", "Primitives", "TerminalKit"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ScreenTests",
            dependencies: ["Console", "CoreServices", "Primitives", "Simulator", "TerminalKit", "TestSupport"],
            exclude: ["Goldens"],
            swiftSettings: strict
        ),

        .target(
            name: "CoreServices",
            dependencies: ["CCrypto", "CCurl", "CMicroHTTPD", "CQREncode", "Database", "Primitives", "WebServer"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CoreServicesTests",
            dependencies: ["CoreServices", "Database", "Primitives", "Simulator", "TestSupport"],
            swiftSettings: strict
        ),

        .systemLibrary(
            name: "CQREncode",
            path: "Sources/CLibraries/CQREncode",
            pkgConfig: "libqrencode",
            providers: [.apt(["libqrencode-dev"]), .brew(["qrencode"])]
        ),

        .systemLibrary(
            name: "CSQLite",
            path: "Sources/CLibraries/CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]
        ),

        .systemLibrary(name: "CSystem", path: "Sources/CLibraries/CSystem"),

        .target(
            name: "Database",
            dependencies: ["CSQLite", "Primitives"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "DatabaseTests",
            dependencies: ["Database", "Primitives", "TestSupport"],
            swiftSettings: strict
        ),

        .target(
            name: "Primitives",
            dependencies: ["CSystem"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PrimitivesTests",
            dependencies: ["Primitives", "TestSupport"],
            swiftSettings: strict
        ),

        .target(
            name: "Simulator",
            dependencies: ["CCrypto", "CCurl", "Primitives", "WebServer"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SimulatorTests",
            dependencies: ["CoreServices", "Primitives", "Simulator", "TestSupport"],
            swiftSettings: strict
        ),

        .target(
            name: "TerminalKit",
            dependencies: ["Primitives"],
            // One by one: a folder cannot be embedded, and a resource bundle would bake the build folder's path in.
            resources: [
                .embedInCode("../../themes/dark.theme"),
                .embedInCode("../../themes/light.theme"),
                .embedInCode("../../themes/mono.theme"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TerminalKitTests",
            dependencies: ["Primitives", "TerminalKit", "TestSupport"],
            swiftSettings: strict
        ),

        .target(
            name: "TerminalNCurses",
            dependencies: ["CNCurses", "CSystem", "Primitives", "TerminalKit"],
            swiftSettings: strict
        ),

        .target(
            name: "TestSupport",
            dependencies: ["Primitives"],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .testTarget(
            name: "BrowserTests",
            dependencies: ["CoreServices", "Primitives", "Simulator", "TestSupport"],
            swiftSettings: strict
        ),

        .target(
            name: "WebServer",
            dependencies: ["CMicroHTTPD", "Primitives"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "WebServerTests",
            dependencies: ["Primitives", "TestSupport", "WebServer"],
            swiftSettings: strict
        ),
    ]
)
