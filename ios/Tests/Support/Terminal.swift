import Foundation

/// The terminal program with a home folder of its own: what it says is what we must say.
public struct Terminal {
    private let home: URL

    /// Over `home`.
    public init(home: URL) { self.home = home }

    /// Runs it to the end with `--json` and gives the one document it prints.
    public func json(_ arguments: [String]) throws -> [String: Any] {
        let process = Process()
        process.executableURL = try Checkout.program()
        process.arguments = arguments + ["--json", "--home", home.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0,
            let said = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { throw SupportProblem("roadside \(arguments.first ?? "") ended otherwise") }
        return said
    }
}
