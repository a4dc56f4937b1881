import Roadside
import RoadsideScreens
import SwiftUI

/// Lays out a screen: the main button always in reach, everything else scrolls.
struct ScreenView: View {
    @ObservedObject var house: House
    @ObservedObject var hands: PhoneHands

    var body: some View {
        if let screen = house.screen {
            NavigationStack {
                ScrollView {
                    VStack(alignment: .leading, spacing: 16) {
                        if screen.mainFirst { main(screen) }
                        if let trouble = screen.trouble { TroubleView(trouble: trouble, close: screen.close, act: act) }
                        ForEach(Array(screen.blocks.enumerated()), id: \.offset) { _, block in
                            BlockView(block: block, act: act)
                        }
                    }
                    .frame(maxWidth: .infinity, alignment: .leading)
                    .padding()
                }
                .safeAreaInset(edge: .bottom) {
                    if !screen.mainFirst { main(screen).padding().background(.bar) }
                }
                .navigationTitle(screen.title)
                .toolbar {
                    if let back = screen.back {
                        ToolbarItem(placement: .cancellationAction) {
                            PressView(button: back, act: act)
                        }
                    }
                }
            }
            .sheet(item: $hands.sharing) { ShareSheet(items: $0.items) }
            .fileImporter(
                isPresented: $hands.picking, allowedContentTypes: [.json, .plainText]
            ) { hands.picked($0) }
        } else if let closed = house.closed {
            ClosedView(said: closed)
        } else {
            ProgressView()
        }
    }

    @ViewBuilder private func main(_ screen: Screen) -> some View {
        if let main = screen.main { PressView(button: main, act: act) }
    }

    private func act(_ act: Act) {
        Task { await house.pilot?.act(act) }
    }
}

/// Roadside could not be opened: why, what to do, and the emergency number.
struct ClosedView: View {
    let said: SaidError
    // Only a country that is none is an error, and none is named.
    private let emergency = try? RoadsideHandbook.load(directory: nil)
        .emergency(country: nil, language: .device)

    var body: some View {
        VStack(alignment: .leading, spacing: 16) {
            Text(said.title).font(.title2.bold()).accessibilityAddTraits(.isHeader)
            Text(said.detail)
            Text(said.remedy)
            if let emergency {
                Text(emergency.text)
                SwiftUI.Button(emergency.call) {
                    Task { await PhoneApp.dial(numberToCall(phone: emergency.call).telUri) }
                }
                .buttonStyle(.borderedProminent).tint(.red).controlSize(.large)
            }
        }
        .padding()
    }
}

/// What went wrong, what it means, what to do now.
struct TroubleView: View {
    let trouble: SaidError
    let close: RoadsideScreens.Button
    let act: (Act) -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            Text(trouble.title).font(.headline).accessibilityAddTraits(.isHeader)
            Text(trouble.detail)
            Text(trouble.remedy)
            PressView(button: close, act: act)
        }
        .padding()
        .frame(maxWidth: .infinity, alignment: .leading)
        .background(Color.orange.opacity(0.2), in: RoundedRectangle(cornerRadius: 14))
    }
}

/// A button: at least 48 points high, its text as large as its reader wants it.
struct PressView: View {
    let button: RoadsideScreens.Button
    let act: (Act) -> Void

    var body: some View {
        SwiftUI.Button { act(button.act) } label: {
            HStack {
                VStack(alignment: .leading) {
                    Said(button.text).font(button.weight == .plain ? .body : .title3.bold())
                    if let detail = button.detail { Text(detail).font(.title2.bold()) }
                }
                Spacer(minLength: 0)
                if button.chosen == true { Image(systemName: "checkmark").accessibilityHidden(true) }
            }
            .frame(maxWidth: .infinity, minHeight: 48, alignment: .leading)
        }
        .buttonStyle(.bordered)
        .tint(button.weight == .emergency ? .red : .accentColor)
        .disabled(!button.enabled)
        .accessibilityLabel(button.spoken)
        .accessibilityHint(button.hint ?? "")
        .accessibilityAddTraits(button.chosen == true ? .isSelected : [])
        .environment(\.locale, Locale(identifier: (button.language ?? .device).tag))
    }
}

/// A text a screen reader speaks in the language it is written in.
struct Said: View {
    private let text: String
    @Environment(\.locale) private var locale

    init(_ text: String) { self.text = text }

    var body: some View {
        var said = AttributedString(text)
        said.languageIdentifier = locale.identifier
        return Text(said)
    }
}
