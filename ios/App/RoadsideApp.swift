import Roadside
import RoadsideScreens
import SwiftUI

/// The sample app: it opens Roadside, and lays out what ``Pilot`` shows.
@main
struct RoadsideApp: App {
    @StateObject private var house = House()
    @Environment(\.scenePhase) private var phase

    init() { House.background.register() }

    var body: some Scene {
        WindowGroup {
            ScreenView(house: house, hands: house.hands)
                .environment(\.locale, Locale(identifier: Language.device.tag))
                .task { await house.open() }
        }
        .onChange(of: phase) { phase in house.turn(to: phase) }
    }
}

/// What lives as long as the app: Roadside, the pilot, and the app's coming and going.
@MainActor
final class House: ObservableObject {
    @Published var screen: Screen?
    /// What kept Roadside from opening; the emergency number is shown all the same.
    @Published var closed: SaidError?
    let hands = PhoneHands()
    private(set) var pilot: Pilot?
    private var presence: AppPresence?

    /// The address of the alarm centre's intake; `RoadsideIntake` in Info.plist.
    private nonisolated static func intake() -> RoadsideIntake? {
        let address = Bundle.main.object(forInfoDictionaryKey: "RoadsideIntake") as? String
        return address.flatMap { try? RoadsideIntake.alarmCentre(at: $0) }
    }

    private nonisolated static func folder() throws -> URL {
        try FileManager.default
            .url(for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
            .appendingPathComponent("roadside")
    }

    private nonisolated static func roadside() async throws -> Roadside {
        let folder = try folder()
        return try await Roadside.open(in: folder, keys: DeviceKeyStore.keychain(for: folder))
    }

    /// Sends what waits when iOS wakes the app.
    nonisolated static let background = BackgroundDelivery {
        guard let intake = intake() else { throw RoadsideError.NotFound(what: .intake) }
        return (AppPresence(try await roadside(), here: false), intake)
    }

    func open() async {
        guard pilot == nil else { return }
        do {
            let folder = try Self.folder()
            let roadside = try await Self.roadside()
            let pilot = Pilot(
                roadside: roadside, handbook: RoadsideHandbook.load(directory: folder.path),
                intake: Self.intake(), location: CoreLocationSource(), hands: hands)
            pilot.onScreen = { [weak self] in self?.screen = $0 }
            self.pilot = pilot
            presence = AppPresence(roadside)
            screen = pilot.screen
            await pilot.begin()
        } catch {
            closed = ((error as? RoadsideError) ?? .Storage(fault: .failed)).said()
        }
    }

    func turn(to phase: ScenePhase) {
        guard let presence, let pilot else { return }
        switch phase {
        case .active:
            Task {
                try? await presence.came()
                await pilot.came()
            }
        case .background:
            pilot.left()
            Self.background.schedule(after: nil)
            presence.leave()
        default: break
        }
    }
}
