import CoreServices

/// Who owns the data folder, if anybody does.
enum StoreLockCheck {
    static let check = DoctorCheck { examination in
        guard let path = examination.configuration?.dataDirectory else { return [] }
        let directory = DataDirectory(path: path)
        guard let holder = FileLock.holder(path: directory.instanceLock) else {
            return [.ok("store", directory.holdsStore ? "nobody has it open as its owner" : "made when first needed")]
        }
        let process = holder > 0 ? "callboard, pid \(holder)," : "another callboard"
        return [.ok("store", "\(process) takes webhooks into it; a console attaches as a viewer")]
    }
}
