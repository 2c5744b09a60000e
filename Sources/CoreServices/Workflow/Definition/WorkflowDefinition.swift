/// One workflow as its file says it: when it starts, for which events, and what it does then.
package struct WorkflowDefinition: Sendable, Equatable {
    /// What people call it; unique among all workflows, whatever file it stands in.
    package var name: String
    /// One sentence for whoever meets it under pressure; empty when the file gives none.
    package var summary: String
    package var trigger: Trigger
    package var scope: WorkflowScope
    /// Which of the events within the scope start a run.
    package var condition: Filter
    /// In the order of the file; the first one is where a run begins. Never empty, and without cycles.
    package var steps: [StepDefinition]

    package init(
        name: String,
        summary: String = "",
        trigger: Trigger,
        scope: WorkflowScope = .workspace,
        condition: Filter = .everything,
        steps: [StepDefinition]
    ) {
        self.name = name
        self.summary = summary
        self.trigger = trigger
        self.scope = scope
        self.condition = condition
        self.steps = steps
    }

    package func step(_ id: String) -> StepDefinition? {
        steps.first { $0.id == id }
    }
}

/// Where a workflow listens.
package enum WorkflowScope: Sendable, Equatable {
    /// Every event of every hub.
    case workspace
    /// One site, by id or by name, in which `*` stands for any text.
    case site(String)
    /// One card, by id or by name, in which `*` stands for any text.
    case card(String)
}
