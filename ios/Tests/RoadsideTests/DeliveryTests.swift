import Foundation
import Roadside
import RoadsideTestSupport
import Testing

@Suite("A case and the alarm centre")
struct DeliveryTests {
    @Test("a case is delivered and seen as received through the stream")
    func delivered() async throws {
        let home = try await Home.make()
        let centre = try ReferenceCentre.start(data: home.folder.folder("centre"))
        let intake = try RoadsideIntake.alarmCentre(at: centre.url)
        let plan = try await home.roadside.callHelp(HelpWish(fix: SampleCard.place), language: .da)
        #expect(plan.case.state == .queued)
        var states: [CaseState] = []
        for await status in home.roadside.follow(plan.case.id, through: intake) {
            #expect(status.trouble == nil)
            states.append(status.held.state)
            if status.held.state == .received { break }
        }
        #expect(states.first == .queued)
        #expect(states.last == .received)
        let held = try await home.roadside.case(plan.case.code)
        #expect(held.receivedRevision == held.revision)
        #expect(try await centre.holds() == [plan.case.id])
    }

    @Test("an alarm centre that is down keeps the case waiting, one that is up gets it once")
    func downThenUp() async throws {
        let home = try await Home.make()
        let data = try home.folder.folder("centre")
        let first = try ReferenceCentre.start(data: data)
        let address = first.address
        let intake = try RoadsideIntake.alarmCentre(at: first.url, patience: .seconds(5))
        first.stop()
        let plan = try await home.roadside.callHelp(HelpWish(), language: .da)
        let statuses = home.roadside.statuses(of: plan.case.id)
        let down = try await home.roadside.deliver(through: intake, prompt: .person)
        #expect(down.delivered == 0)
        #expect(down.waiting == 1)
        #expect(down.trouble == .noConnection)
        #expect(down.nextAttemptAt != nil)
        await #expect(throws: RoadsideError.self) {
            try await home.roadside.refreshCase(plan.case.id, through: intake)
        }
        let second = try ReferenceCentre.start(data: data, listen: address)
        let up = try await home.roadside.deliver(through: intake, prompt: .person)
        #expect(up.delivered == 1)
        #expect(up.waiting == 0)
        for await status in statuses where status.held.state == .received { break }
        #expect(try await second.holds().count == 1)
    }

    @Test("following goes on while the alarm centre is down, and says why it does not know")
    func followWhileDown() async throws {
        let home = try await Home.make()
        let data = try home.folder.folder("centre")
        let down = try ReferenceCentre.start(data: data)
        let (address, url) = (down.address, down.url)
        down.stop()
        let intake = try RoadsideIntake.alarmCentre(at: url, patience: .seconds(5))
        let plan = try await home.roadside.callHelp(HelpWish(), language: .da)
        var second: ReferenceCentre?
        var troubles: [RoadsideError?] = []
        for await status in home.roadside.follow(
            plan.case.id, through: intake, every: .milliseconds(50))
        {
            troubles.append(status.trouble)
            if status.trouble != nil, second == nil {
                second = try ReferenceCentre.start(data: data, listen: address)
                try await home.roadside.deliver(through: intake, prompt: .person)
            }
            if status.held.state == .received { break }
        }
        #expect(try await second?.holds().count == 1)
        // It is said from the first failure on, and taken back by the receipt.
        let first = try #require(troubles.firstIndex { $0 != nil })
        #expect(troubles[first...].dropLast().allSatisfy { $0 != nil })
        #expect(troubles.last == .some(nil))
    }

    @Test("deliveries go on until nothing waits")
    func deliveries() async throws {
        let home = try await Home.make()
        let centre = try ReferenceCentre.start(
            data: home.folder.folder("centre"), faults: ["status:503:1"])
        let intake = try RoadsideIntake.alarmCentre(at: centre.url)
        _ = try await home.roadside.callHelp(HelpWish(), language: .da)
        var rounds: [Delivery] = []
        for try await round in home.roadside.deliveries(through: intake, prompt: .person) {
            rounds.append(round)
            // The schedule's own wait is minutes long: a person is less patient.
            if round.waiting > 0 { break }
        }
        #expect(rounds.count == 1)
        #expect(rounds.first?.trouble == .busy)
        #expect(rounds.first?.waiting == 1)
        _ = try await eventually {
            try await home.roadside.deliver(through: intake, prompt: .person).waiting == 0
        }
        var last: [Delivery] = []
        for try await round in home.roadside.deliveries(through: intake) { last.append(round) }
        #expect(last.map(\.waiting) == [0])
        #expect(try await centre.holds().count == 1)
    }

    @Test("pausing during a delivery loses nothing and doubles nothing")
    func pauseDuringDelivery() async throws {
        let home = try await Home.make()
        let centre = try ReferenceCentre.start(
            data: home.folder.folder("centre"), faults: ["delay-ms:1500:1"])
        let intake = try RoadsideIntake.alarmCentre(at: centre.url)
        let plan = try await home.roadside.callHelp(HelpWish(), language: .da)
        let sending = Task { try await home.roadside.deliver(through: intake, prompt: .person) }
        // Under way once the case is marked as sent.
        let sent = try await eventually {
            try await home.roadside.case(plan.case.id).state == .sent
        }
        #expect(sent)
        await home.roadside.pause()
        await #expect(throws: RoadsideError.Storage(fault: .closed)) { try await sending.value }
        try await home.roadside.resume()
        let again = try await home.roadside.deliver(through: intake, prompt: .person)
        #expect(again.delivered == 1)
        #expect(try await home.roadside.case(plan.case.id).state == .received)
        #expect(try await centre.holds().count == 1)
    }

    @Test("an alarm centre that never answers ends within the patience")
    func neverAnswers() async throws {
        let home = try await Home.make()
        let centre = try ReferenceCentre.start(
            data: home.folder.folder("centre"), faults: ["delay-ms:600000:1"])
        let intake = try RoadsideIntake.alarmCentre(at: centre.url, patience: .milliseconds(300))
        _ = try await home.roadside.callHelp(HelpWish(), language: .da)
        let delivery = try await home.roadside.deliver(through: intake, prompt: .person)
        #expect(delivery.trouble == .tooSlow)
        #expect(delivery.waiting == 1)
    }

    @Test("a case called off is told to the alarm centre, and its stream ends")
    func calledOff() async throws {
        let home = try await Home.make()
        let centre = try ReferenceCentre.start(data: home.folder.folder("centre"))
        let intake = try RoadsideIntake.alarmCentre(at: centre.url)
        let plan = try await home.roadside.callHelp(HelpWish(), language: .da)
        try await home.roadside.deliver(through: intake, prompt: .person)
        let statuses = home.roadside.statuses(of: plan.case.id)
        try await home.roadside.cancelCase(plan.case.code)
        try await home.roadside.deliver(through: intake, prompt: .person)
        var last: CaseStatus?
        for await status in statuses { last = status }
        #expect(last?.held.state == .cancelled)
        #expect(last?.isFinal == true)
        await #expect(throws: RoadsideError.NotNow(why: .caseEnded)) {
            try await home.roadside.updateCase(plan.case.id, HelpWish())
        }
    }

    @Test("following a case that is not there ends at once")
    func followNothing() async throws {
        let home = try await Home.make()
        let intake = try RoadsideIntake.alarmCentre(at: "http://127.0.0.1:9")
        var seen = 0
        for await _ in home.roadside.follow("no such case", through: intake) { seen += 1 }
        #expect(seen == 0)
    }

    @Test("an address that is not https is refused, this device excepted")
    func addresses() throws {
        #expect(throws: RoadsideError.self) {
            try RoadsideIntake.alarmCentre(at: "http://alarm.example.org")
        }
        #expect(throws: RoadsideError.self) {
            try RoadsideIntake.alarmCentre(
                at: "https://alarm.example.org", roots: Data("no certificate".utf8))
        }
        _ = try RoadsideIntake.alarmCentre(at: "https://alarm.example.org")
    }

    @Test("danger puts the emergency number before everything")
    func danger() async throws {
        let home = try await Home.make()
        let plan = try await home.roadside.planHelp(
            HelpWish(fix: SampleCard.place, danger: true), language: .da)
        let emergency = try #require(plan.emergency)
        #expect(plan.first.phone == emergency.phone)
        #expect(emergency.number.telUri == "tel:112")
        #expect(plan.then.contains { $0.number.telUri == "tel:+4570105052" })
        #expect(try await home.roadside.cases().cases.isEmpty)
        #expect(plan.sms.messagesLink.hasPrefix("sms:+4570105052&body="))
        #expect(!plan.sms.messagesLink.contains(" "))
    }
}
