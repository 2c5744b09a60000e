/// One thing that the doctor looks at.
struct DoctorCheck: Sendable {
    var run: @Sendable (Examination) -> [DoctorFinding]

    /// Every check, in the order of the report.
    static let all: [DoctorCheck] =
        LibraryCheck.all.map(\.check) + [
            TerminalCheck.check, LocaleCheck.check, ConfigurationCheck.check, SecretsCheck.check,
            ThemeCheck.check, DataDirectoryCheck.check, StoreLockCheck.check, PortCheck.check, ClockCheck.check,
            WorkflowsCheck.check, DestinationsCheck.check, KomboCheck.check,
        ]
}
