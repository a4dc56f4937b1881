import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The reference alarm centre in a process of its own, over loopback.
///
/// Ends with the value. Start it again with ``start(data:listen:faults:)`` on ``address`` to let
/// it come back where it was.
public final class ReferenceCentre: @unchecked Sendable {
    private let process: Process
    /// Its address, `http://127.0.0.1:PORT`.
    public let url: String

    private init(process: Process, url: String) {
        self.process = process
        self.url = url
    }

    /// Starts one over `data`.
    ///
    /// - Parameters:
    ///   - data: the folder of its cases.
    ///   - listen: `host:port`; port 0 is any free one.
    ///   - faults: `KIND[:N]` each, as `roadside alarm-centre --help` lists them.
    public static func start(
        data: URL, listen: String = "127.0.0.1:0", faults: [String] = []
    ) throws -> ReferenceCentre {
        let process = Process()
        process.executableURL = try Checkout.program()
        process.arguments =
            ["alarm-centre", "--listen", listen, "--json", "--data", data.path]
            + faults.flatMap { ["--fault", $0] }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else {
                process.terminate()
                throw SupportProblem("the alarm centre ended before it listened")
            }
            line.append(more)
        }
        guard let said = try JSONSerialization.jsonObject(with: line) as? [String: Any],
            let url = said["listening"] as? String
        else {
            process.terminate()
            throw SupportProblem("the alarm centre did not say where it listens")
        }
        return ReferenceCentre(process: process, url: url)
    }

    /// `host:port`, to start another one in the same place.
    public var address: String { url.replacingOccurrences(of: "http://", with: "") }

    /// The ids of the cases or claims it holds, as `GET /v1/cases` says.
    public func holds(_ kind: String = "cases") async throws -> [String] {
        guard let url = URL(string: url + "/v1/" + kind) else { throw SupportProblem(url) }
        let data: Data = try await withCheckedThrowingContinuation { continuation in
            URLSession.shared.dataTask(with: url) { data, _, error in
                if let data {
                    continuation.resume(returning: data)
                } else {
                    continuation.resume(throwing: error ?? SupportProblem("no answer"))
                }
            }.resume()
        }
        let cases = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
        return cases.compactMap { $0["id"] as? String }
    }

    /// Stops it at once, as a power cut would.
    public func stop() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    deinit { stop() }
}

/// What went wrong in the tests' own tools.
public struct SupportProblem: Error, CustomStringConvertible {
    /// In words.
    public let description: String

    /// With words for it.
    public init(_ description: String) { self.description = description }
}
