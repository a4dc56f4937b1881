import Foundation

/// What lies in the checkout the tests were compiled in.
public enum Checkout {
    /// Its root.
    public static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The terminal program; `cargo xtask swift` builds it and names it in `ROADSIDE_PROGRAM`.
    public static func program() throws -> URL {
        let named = ProcessInfo.processInfo.environment["ROADSIDE_PROGRAM"].map(URL.init(fileURLWithPath:))
        let program = named ?? root.appendingPathComponent("target/debug/roadside")
        guard FileManager.default.isExecutableFile(atPath: program.path) else {
            throw SupportProblem("\(program.path) is not there: run `cargo xtask swift`")
        }
        return program
    }

    /// A file of `tests/vectors`.
    public static func vector(_ name: String) throws -> Data {
        try Data(contentsOf: root.appendingPathComponent("tests/vectors").appendingPathComponent(name))
    }

    /// The lines of a JSON-lines file of `tests/vectors`.
    public static func lines(_ name: String) throws -> [[String: Any]] {
        try vector(name).split(separator: UInt8(ascii: "\n")).map { line in
            guard let value = try JSONSerialization.jsonObject(with: line) as? [String: Any] else {
                throw SupportProblem("\(name): a line is no object")
            }
            return value
        }
    }
}

/// A folder that goes when the value does.
public final class TemporaryFolder: Sendable {
    /// Where it is.
    public let url: URL

    /// A new, empty one.
    public init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("roadside-swift-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    /// A folder in it.
    public func folder(_ name: String) throws -> URL {
        let inner = url.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        return inner
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
