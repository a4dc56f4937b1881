import Foundation

extension RoadsideIntake {
    /// The way to an alarm centre.
    ///
    /// - Parameters:
    ///   - address: https; http only to this device.
    ///   - patience: the longest one attempt may take.
    ///   - roots: certificates (PEM) trusted beside the public roots.
    /// - Throws: `.BadInput` when the address is neither, or the roots hold no certificate.
    public static func alarmCentre(
        at address: String, patience: Duration = .seconds(15), roots: Data? = nil
    ) throws -> RoadsideIntake {
        try RoadsideIntake.at(
            address: address, patienceMs: patience.milliseconds, extraRoots: roots)
    }
}

extension RoadsideHandbook {
    /// Asks the device for its position and gives the best fix it had. A source that throws or
    /// never answers ends in `.nothing`, which says why and what to do.
    ///
    /// - Parameter patience: the longest this may take.
    public func capture(
        from source: any LocationSource, within patience: Duration = .seconds(12),
        language: Language = .device
    ) async -> Captured {
        await capture(source: source, patienceMs: patience.milliseconds, language: language)
    }
}

extension Duration {
    /// Whole milliseconds, at least one, at most a day.
    var milliseconds: UInt32 {
        let (seconds, attoseconds) = components
        let whole = min(max(seconds, 0), 86_400) * 1000 + attoseconds / 1_000_000_000_000_000
        return UInt32(clamping: max(whole, 1))
    }
}

extension Contact {
    /// The number for a button: as people read it, and as the phone opens it.
    public var number: NumberToCall { numberToCall(phone: phone) }
}

extension EmergencyCall {
    /// The number for a button: as people read it, and as the phone opens it.
    public var number: NumberToCall { numberToCall(phone: phone) }
}

extension SmsDraft {
    /// The message as a link Apple's Messages understands: it wants `&` where RFC 5724 has `?`.
    public var messagesLink: String { Self.link(to: to, body: body) }

    static func link(to: String, body: String) -> String {
        var harmless = CharacterSet.alphanumerics
        harmless.insert(charactersIn: "-._~")
        let text = body.addingPercentEncoding(withAllowedCharacters: harmless) ?? ""
        return "sms:\(to)&body=\(text)"
    }
}

extension ConsentSms {
    /// The message as a link Apple's Messages understands.
    public var messagesLink: String { SmsDraft.link(to: to, body: body) }
}
