import Foundation
import RoadsideTestSupport
import Testing

@Suite("A shell has no sentence of its own")
struct WordsTests {
    /// What is between quotes in a line of Swift, comments left out.
    private func literals(_ line: String) -> [String] {
        let code = line.components(separatedBy: "//").first ?? ""
        return code.matches(of: /"((?:[^"\\]|\\.)*)"/).map { String($0.1) }
    }

    @Test("no text a person reads stands in the sources of the screens, the library or the app")
    func noSentence() throws {
        let folders = ["Sources/Roadside", "Sources/RoadsideScreens", "App"]
        var files = 0
        for folder in folders {
            let url = Checkout.root.appendingPathComponent("ios").appendingPathComponent(folder)
            let all = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil)
            while let file = all?.nextObject() as? URL {
                guard file.pathExtension == "swift" else { continue }
                files += 1
                let source = try String(contentsOf: file, encoding: .utf8)
                for line in source.split(separator: "\n") {
                    for literal in literals(String(line)) {
                        let words = literal.replacing(/\\\([^)]*\)+/, with: "")
                        let hasSentence = words.firstMatch(of: /\p{L}{2,} \p{L}{2,}/) != nil
                        #expect(!hasSentence, "\(file.lastPathComponent): \(literal)")
                    }
                }
            }
        }
        #expect(files > 15)
    }
}
