#if canImport(CoreLocation)
import CoreLocation
import Foundation

/// Fixes from the device's own receiver: the last one it knew, and fresh ones until one is good
/// enough. Asks for permission when it was never asked; reads a position only while called.
public final class CoreLocationSource: LocationSource {
    private let gathering: FixGathering

    /// A source that stops listening as `gathering` says.
    public init(_ gathering: FixGathering = FixGathering()) { self.gathering = gathering }

    /// Every fix to be had now.
    ///
    /// - Throws: `LocationSourceError.Denied` when the motorist does not allow it, `.Off` when
    ///   positioning is switched off, `.Failed` when the device could not.
    public func fixes() async throws -> [Fix] {
        guard CLLocationManager.locationServicesEnabled() else { throw LocationSourceError.Off }
        let receiver = await Receiver()
        let last = await receiver.last
        return try await gathering.gather(await receiver.stream(), last: last)
    }
}

/// Core Location calls its delegate on the thread the manager was made on: the main one.
@MainActor
private final class Receiver: NSObject, CLLocationManagerDelegate {
    private let manager = CLLocationManager()
    private var continuation: AsyncThrowingStream<Fix, any Error>.Continuation?

    var last: Fix? { manager.location.flatMap(Fix.init(_:)) }

    func stream() -> AsyncThrowingStream<Fix, any Error> {
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: Fix.self)
        self.continuation = continuation
        continuation.onTermination = { _ in Task { @MainActor in self.stop() } }
        manager.desiredAccuracy = kCLLocationAccuracyBest
        // Setting the delegate calls `locationManagerDidChangeAuthorization` at once.
        manager.delegate = self
        return stream
    }

    private func stop() {
        manager.stopUpdatingLocation()
        manager.delegate = nil
        continuation = nil
    }

    nonisolated func locationManagerDidChangeAuthorization(_ manager: CLLocationManager) {
        let status = manager.authorizationStatus
        MainActor.assumeIsolated {
            switch status {
            case .notDetermined: self.manager.requestWhenInUseAuthorization()
            case .denied, .restricted: continuation?.finish(throwing: LocationSourceError.Denied)
            default: self.manager.startUpdatingLocation()
            }
        }
    }

    nonisolated func locationManager(
        _ manager: CLLocationManager, didUpdateLocations locations: [CLLocation]
    ) {
        let fixes = locations.compactMap(Fix.init(_:))
        MainActor.assumeIsolated {
            for fix in fixes { continuation?.yield(fix) }
        }
    }

    nonisolated func locationManager(_ manager: CLLocationManager, didFailWithError error: any Error) {
        // "Not yet" is not "never": Core Location goes on looking.
        if (error as? CLError)?.code == .locationUnknown { return }
        let denied = (error as? CLError)?.code == .denied
        MainActor.assumeIsolated {
            continuation?.finish(
                throwing: denied ? LocationSourceError.Denied : LocationSourceError.Failed)
        }
    }
}

extension Fix {
    /// A fix as Core Location gives it; nil when it marks the place as invalid. Apple does not
    /// tell how it measured.
    init?(_ location: CLLocation) {
        guard location.horizontalAccuracy >= 0, CLLocationCoordinate2DIsValid(location.coordinate)
        else { return nil }
        self.init(
            lat: location.coordinate.latitude, lon: location.coordinate.longitude,
            accuracyM: location.horizontalAccuracy, fixedAt: location.timestamp, method: .unknown)
    }
}
#endif
