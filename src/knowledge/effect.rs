//! Polarity and modality: whether a situation is presented as holding, and in which mode.

use std::fmt;

/// Whether a situation is presented as holding or as not holding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// It holds.
    Affirmed,
    /// It does not.
    Negated,
}

/// How a situation stands to what happens, from the text's point of view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// It happens, happened or holds.
    Actual,
    /// Someone intends it, agreed to it or will do it.
    Planned,
    /// It may, could or would be so.
    Possible,
    /// Someone asks for it.
    Demanded,
    /// Its actor declines it.
    Refused,
}

impl Polarity {
    /// Both, in their order.
    pub const ALL: [Self; 2] = [Self::Affirmed, Self::Negated];

    /// The word for it in the files of `ontology/`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Affirmed => "affirmed",
            Self::Negated => "negated",
        }
    }

    /// The sign of one polarity under another: two negations affirm.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        if self == other { Self::Affirmed } else { Self::Negated }
    }

    /// The polarity of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|polarity| polarity.name() == name)
    }
}

impl Modality {
    /// All five, in their order.
    pub const ALL: [Self; 5] = [Self::Actual, Self::Planned, Self::Possible, Self::Demanded, Self::Refused];

    /// The word for it in the files of `ontology/`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Demanded => "demanded",
            Self::Refused => "refused",
        }
    }

    /// The modality of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|modality| modality.name() == name)
    }
}

impl fmt::Display for Polarity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl fmt::Display for Modality {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        assert!(Polarity::ALL.into_iter().all(|polarity| Polarity::from_name(polarity.name()) == Some(polarity)));
        assert!(Modality::ALL.into_iter().all(|modality| Modality::from_name(modality.name()) == Some(modality)));
        assert_eq!(Modality::from_name("wished"), None);
    }
}
