extension StepFailure {
    /// A request that could not even be made.
    init(rendering error: TemplateError) {
        let what = error.path.isEmpty ? "its template" : error.path
        self.init(
            code: "template",
            message: error.description,
            cause: "the request could not be made: \(error.description)",
            remedy: "Give \(what) a default in the workflow and replay the run, or edit this request (E)"
        )
    }
}
