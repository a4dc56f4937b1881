/// What holds something of the motorist's, and so never prints it: neither `print`, nor string
/// interpolation, nor `dump`, nor a crash report tells more than its type.
public protocol Discreet: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Discreet {
    /// The type and nothing of its value.
    public var description: String { "\(Self.self)(…)" }
    /// The type and nothing of its value.
    public var debugDescription: String { description }
    /// No children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

// The card and what is entered.
extension SaidCard: Discreet {}
extension CardLine: Discreet {}
extension ToldFact: Discreet {}
extension HelpWish: Discreet {}
extension Journey: Discreet {}
// The place.
extension Fix: Discreet {}
extension Forms: Discreet {}
extension SaidPosition: Discreet {}
// The case.
extension CallPlan: Discreet {}
extension HaveReady: Discreet {}
extension SmsDraft: Discreet {}
extension Voice: Discreet {}
extension OperatorScript: Discreet {}
extension CentreStatus: Discreet {}
extension PreCheck: Discreet {}
extension Preview: Discreet {}
extension DisclosedField: Discreet {}
extension Receipted: Discreet {}
extension Shared: Discreet {}
extension SaidConsent: Discreet {}
extension SaidConsentAct: Discreet {}
extension ConsentSms: Discreet {}
// The claim.
extension ClaimEntry: Discreet {}
extension ExpenseEntry: Discreet {}
extension BankEntry: Discreet {}
extension Strokes: Discreet {}
extension StrokePoint: Discreet {}
extension ClaimInBrief: Discreet {}
extension SaidClaim: Discreet {}
extension SaidBundle: Discreet {}
extension SaidIncident: Discreet {}
extension SaidFact: Discreet {}
extension SaidExpense: Discreet {}
extension SaidAmount: Discreet {}
extension SaidReceipt: Discreet {}
extension SaidBank: Discreet {}
extension SaidSignature: Discreet {}
// A request and its letter.
extension TypedRequest: Discreet {}
extension SaidAddressee: Discreet {}
extension SaidRequest: Discreet {}
extension SaidLetter: Discreet {}
extension SaidLetters: Discreet {}
// What is asked tells what happened; what a rehearsal found names the place.
extension FoundAnswers: Discreet {}
extension RehearsedStep: Discreet {}
extension Rehearsed: Discreet {}
// What the terms say of it.
extension SaidAssessment: Discreet {}
extension SaidSeveral: Discreet {}
extension SaidTrip: Discreet {}
