import Database

/// Tells the engine that an operator changed something it must look at.
enum EngineControl {
    static func bump(in connection: SQLiteConnection) throws {
        try connection.run("UPDATE engine SET control = control + 1")
    }
}
