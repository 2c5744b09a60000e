import Testing

/// What is seen in a real browser; one after the other, since a browser and its pages keep a machine busy.
@Suite(.serialized)
enum BrowserProofs {}
