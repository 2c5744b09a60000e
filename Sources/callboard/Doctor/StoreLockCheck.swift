import CoreServices

/// Whether the store can be used, and who owns it, if anybody does.
enum StoreLockCheck {
    static let check = DoctorCheck { examination in
        guard let path = examination.configuration?.dataDirectory else { return [] }
        let directory = DataDirectory(path: path)
        if directory.holdsStore {
            do {
                try Store.verify(directory)
            } catch StoreError.noStore {
                return [.ok("store", "made when first needed")]
            } catch {
                return [.wrong("store", "\(error)")]
            }
        }
        guard let holder = FileLock.holder(path: directory.instanceLock) else {
            return [.ok("store", directory.holdsStore ? "nobody has it open as its owner" : "made when first needed")]
        }
        let process = holder > 0 ? "callboard, pid \(holder)," : "another callboard"
        return [.ok("store", "\(process) takes webhooks into it; a console attaches as a viewer")]
    }
}
