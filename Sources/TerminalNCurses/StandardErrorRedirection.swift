internal import Glibc

/// Standard error sent to a file while the screen is up, since anything printed would destroy what is drawn.
struct StandardErrorRedirection {
    private let saved: Int32
    private let target: Int32

    /// Redirects to the end of `path`, made readable by its owner only, or to nowhere when that cannot be opened.
    init(path: String?) {
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
        let log = path.map { open($0, flags, 0o600) } ?? -1
        target = log >= 0 ? log : open("/dev/null", O_WRONLY | O_CLOEXEC)
        saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
        redirect()
    }

    func redirect() {
        if target >= 0 { dup2(target, STDERR_FILENO) }
    }

    func giveBack() {
        if saved >= 0 { dup2(saved, STDERR_FILENO) }
    }

    func close() {
        giveBack()
        if saved >= 0 { Glibc.close(saved) }
        if target >= 0 { Glibc.close(target) }
    }
}
