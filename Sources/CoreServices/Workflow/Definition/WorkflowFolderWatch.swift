package enum WorkflowFolderWatch {
    package struct Fingerprint: Sendable, Equatable {}
    package static func fingerprint(of folder: String) -> Fingerprint { Fingerprint() }
}
