import Roadside
import RoadsideScreens
import SwiftUI

/// Lays out one part of a screen.
struct BlockView: View {
    let block: RoadsideScreens.Block
    let act: (Act) -> Void

    var body: some View {
        switch block {
        case .heading(let text):
            Said(text).font(.title3.bold()).accessibilityAddTraits(.isHeader)
        case .text(let text): Said(text)
        case .quiet(let text): Text(text).font(.subheadline).foregroundStyle(.secondary)
        case .caution(let texts):
            VStack(alignment: .leading, spacing: 6) { ForEach(texts, id: \.self) { Text($0) } }
                .padding()
                .frame(maxWidth: .infinity, alignment: .leading)
                .background(Color.orange.opacity(0.2), in: RoundedRectangle(cornerRadius: 14))
        case .signed(let sign, let title, let text): signed(sign, title, text)
        case .pair(let name, let value): pair(name, value, .body)
        case .large(let name, let value): pair(name, value, .largeTitle.monospaced().bold())
        case .steps(let steps):
            VStack(alignment: .leading, spacing: 8) {
                ForEach(Array(steps.enumerated()), id: \.offset) { at, step in
                    HStack(alignment: .top) {
                        Text("\(at + 1).").bold().accessibilityHidden(true)
                        Text(step)
                    }
                }
            }
        case .unfolding(let title, let blocks):
            DisclosureGroup(title) {
                VStack(alignment: .leading, spacing: 10) { parts(blocks) }
            }
        case .button(let button): PressView(button: button, act: act)
        case .choices(let buttons):
            VStack(spacing: 8) {
                ForEach(Array(buttons.enumerated()), id: \.offset) { _, one in
                    PressView(button: one, act: act)
                }
            }
        case .field(let name, let hint, let number):
            FieldView(name: name, hint: hint, number: number, act: act)
        case .paper(let language, let blocks):
            // Read at arm's length in sunlight: dark on white in both themes.
            VStack(alignment: .leading, spacing: 12) { parts(blocks) }
                .font(.title3)
                .padding()
                .background(Color.white, in: RoundedRectangle(cornerRadius: 14))
                .environment(\.colorScheme, .light)
                .environment(\.locale, Locale(identifier: language.tag))
        case .square(let square, let spoken):
            SquareView(square: square).accessibilityLabel(spoken)
        case .busy(let text): ProgressView(text)
        }
    }

    private func parts(_ blocks: [RoadsideScreens.Block]) -> some View {
        ForEach(Array(blocks.enumerated()), id: \.offset) { _, one in
            AnyView(BlockView(block: one, act: act))
        }
    }

    private func pair(_ name: String, _ value: String, _ font: Font) -> some View {
        VStack(alignment: .leading) {
            Text(name).font(.subheadline).foregroundStyle(.secondary)
            Text(value).font(font).textSelection(.enabled)
        }
        .accessibilityElement(children: .combine)
    }

    private func signed(_ sign: Sign, _ title: String, _ text: String?) -> some View {
        let picture =
            switch sign {
            case .yes: "checkmark.circle.fill"
            case .mind: "exclamationmark.triangle.fill"
            case .ask: "questionmark.circle.fill"
            case .no: "xmark.circle.fill"
            }
        return HStack(alignment: .top) {
            Image(systemName: picture).accessibilityHidden(true)
            VStack(alignment: .leading) {
                Text(title).bold()
                if let text { Text(text) }
            }
        }
        .accessibilityElement(children: .combine)
    }
}

/// A field and the button that takes what was typed.
struct FieldView: View {
    let name: String
    let hint: String?
    let number: Bool
    let act: (Act) -> Void
    @State private var typed = ""

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            Text(name).font(.subheadline)
            TextField(name, text: $typed, axis: .vertical)
                .textFieldStyle(.roundedBorder)
                .keyboardType(number ? .numberPad : .default)
            if let hint { Text(hint).font(.subheadline).foregroundStyle(.secondary) }
            PressView(
                button: RoadsideScreens.Button(
                    text: Words(.device)(.next), enabled: !typed.isEmpty, act: .type(typed)),
                act: act)
        }
    }
}

/// A QR code with the four light squares around it that its readers need.
struct SquareView: View {
    let square: Square

    var body: some View {
        Canvas { context, size in
            let side = Int(square.side)
            let step = min(size.width, size.height) / CGFloat(side + 8)
            context.fill(Path(CGRect(origin: .zero, size: size)), with: .color(.white))
            for (at, dark) in square.dark.enumerated() where dark {
                let cell = CGRect(
                    x: CGFloat(at % side + 4) * step, y: CGFloat(at / side + 4) * step,
                    width: step, height: step)
                context.fill(Path(cell), with: .color(.black))
            }
        }
        .frame(width: 240, height: 240)
        .accessibilityElement()
        .accessibilityAddTraits(.isImage)
    }
}
