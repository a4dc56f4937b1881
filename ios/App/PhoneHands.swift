import Roadside
import RoadsideScreens
import SwiftUI

/// The phone's own part: dialling, messages, handing on, choosing a file.
@MainActor
final class PhoneHands: ObservableObject, Hands {
    /// What is being handed on.
    struct Sharing: Identifiable {
        let id = UUID()
        let items: [Any]
    }

    @Published var sharing: Sharing?
    @Published var picking = false
    private var waiting: CheckedContinuation<Data?, Never>?

    func dial(_ uri: String) async { await PhoneApp.dial(uri) }

    func write(_ sms: SmsDraft) async { await PhoneApp.write(sms) }

    func share(text: String?, page: String?) async {
        var items: [Any] = text.map { [$0] } ?? []
        if let page {
            let formatter = UIMarkupTextPrintFormatter(markupText: page)
            items.append(formatter)
        }
        sharing = Sharing(items: items)
    }

    func pickCardFile() async -> Data? {
        waiting?.resume(returning: nil)
        picking = true
        return await withCheckedContinuation { waiting = $0 }
    }

    func picked(_ result: Result<URL, any Error>) {
        let url = try? result.get()
        let allowed = url?.startAccessingSecurityScopedResource() ?? false
        waiting?.resume(returning: url.flatMap { try? Data(contentsOf: $0) })
        waiting = nil
        if allowed { url?.stopAccessingSecurityScopedResource() }
    }
}

/// Apple's own sheet for handing something on.
struct ShareSheet: UIViewControllerRepresentable {
    let items: [Any]

    func makeUIViewController(context: Context) -> UIActivityViewController {
        UIActivityViewController(activityItems: items, applicationActivities: nil)
    }

    func updateUIViewController(_ controller: UIActivityViewController, context: Context) {}
}
