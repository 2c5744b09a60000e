/// Personal data made recognisable to who knows it and useless to who reads over a shoulder.
public enum Masking {
    /// An address as `a•••@ex•••.com`: first letter, two letters of the domain, its last label.
    public static func email(_ address: some StringProtocol) -> DisplayText {
        guard let at = address.lastIndex(of: "@") else { return text(address) }
        let domain = address[address.index(after: at)...]
        let name = address[..<at].prefix(1)
        guard let dot = domain.lastIndex(of: "."), dot > domain.startIndex else {
            return DisplayText(untrusted: "\(name)•••@\(domain.prefix(2))•••")
        }
        return DisplayText(untrusted: "\(name)•••@\(domain[..<dot].prefix(2))•••\(domain[dot...])")
    }

    /// A person's name as `Grace H.`: the first name and the initial of the last; an address is masked as one.
    public static func name(_ name: some StringProtocol) -> DisplayText {
        if name.contains("@") { return email(name) }
        let words = name.split(whereSeparator: \.isWhitespace)
        guard let first = words.first else { return .empty }
        guard words.count > 1, let initial = words.last?.first else { return DisplayText(untrusted: first) }
        return DisplayText(untrusted: "\(first) \(initial).")
    }

    /// A telephone number as `•••••89`: only the last two digits.
    public static func telephone(_ number: some StringProtocol) -> DisplayText {
        let digits = number.filter(\.isNumber)
        guard digits.count > 4 else { return DisplayText(untrusted: "•••") }
        return DisplayText(untrusted: "•••••\(String(digits.suffix(2)))")
    }

    /// Any other personal value as `Z•••`: its first character.
    public static func text(_ value: some StringProtocol) -> DisplayText {
        value.isEmpty ? .empty : DisplayText(untrusted: "\(value.prefix(1))•••")
    }
}
