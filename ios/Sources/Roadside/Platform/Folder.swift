import Foundation

extension Roadside {
    /// Makes the folder, and on Apple's devices keeps it readable after the first unlock (a case
    /// is delivered in the background too) and out of backups: the key never leaves the device, so
    /// a restored database could not be opened.
    static func prepare(_ folder: URL) throws {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            #if os(iOS)
            try FileManager.default.setAttributes(
                [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication],
                ofItemAtPath: folder.path)
            #endif
            #if canImport(Darwin)
            var values = URLResourceValues()
            values.isExcludedFromBackup = true
            var folder = folder
            try folder.setResourceValues(values)
            #endif
        } catch {
            throw RoadsideError.Storage(fault: .unwritable)
        }
    }
}
