//! What is compared: one row for each question on which documents and sources both may have something to say.

/// One question.
#[derive(Debug)]
pub(super) struct Check {
    /// Its name.
    pub(super) name: &'static str,
    /// The situation type that tells of it here.
    pub(super) class: &'static str,
    /// The role whose filler it is about.
    pub(super) subject: &'static str,
    /// The roles whose fillers are compared.
    pub(super) values: &'static [&'static str],
    /// Which of the fillers are.
    pub(super) fillers: Fillers,
    /// Whether what is only planned tells of it too: a pipeline has its route before it is built.
    pub(super) planned: bool,
    /// Whether what a source alone has is worth telling only where documents speak of the value too.
    pub(super) both: bool,
    /// The class of which a subject must be for what a source alone has; any if there is none.
    pub(super) class_there: Option<&'static str>,
    /// Where sources have it.
    pub(super) there: There,
}

/// Which fillers are compared, and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fillers {
    /// The actor whose body, official or seat a filler is, or the filler itself.
    Principals,
    /// States alone.
    States,
    /// An office together with the filler of `polity`.
    Offices,
    /// As they are.
    AsTheyAre,
}

/// Where sources have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum There {
    /// In the values of a property of Wikidata's.
    Property(&'static str),
    /// In the positions that a person holds, by Wikidata.
    Positions(&'static str),
    /// In sanctions in the form of `FollowTheMoney`.
    Sanctions,
}

/// All of them, in the order in which they are told.
pub(super) const CHECKS: [Check; 6] = [
    Check {
        name: "claims",
        class: "TerritorialClaim",
        subject: "territory",
        values: &["claimant"],
        fillers: Fillers::Principals,
        planned: false,
        both: false,
        class_there: None,
        there: There::Property("P1336"),
    },
    Check {
        name: "offices",
        class: "OfficeHolding",
        subject: "officeHolder",
        values: &["office"],
        fillers: Fillers::Offices,
        planned: false,
        both: false,
        class_there: None,
        there: There::Positions("P39"),
    },
    Check {
        name: "members",
        class: "Membership",
        subject: "member",
        values: &["organization"],
        fillers: Fillers::AsTheyAre,
        planned: false,
        both: true,
        class_there: None,
        there: There::Property("P463"),
    },
    Check {
        name: "pipelines",
        class: "PipelineProject",
        subject: "pipeline",
        values: &["supplier", "transit", "recipient"],
        fillers: Fillers::States,
        planned: true,
        both: false,
        class_there: Some("Pipeline"),
        there: There::Property("P17"),
    },
    Check {
        name: "operators",
        class: "PipelineProject",
        subject: "pipeline",
        values: &["operator"],
        fillers: Fillers::AsTheyAre,
        planned: true,
        both: false,
        class_there: Some("Pipeline"),
        there: There::Property("P137"),
    },
    Check {
        name: "sanctions",
        class: "Sanction",
        subject: "target",
        values: &["imposer"],
        fillers: Fillers::Principals,
        planned: false,
        both: false,
        class_there: None,
        there: There::Sanctions,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Ontology;

    #[test]
    fn types_and_roles_are_those_of_the_ontology() {
        let ontology = Ontology::embedded().expect("the embedded ontology");
        for check in &CHECKS {
            let kind = ontology.situation(check.class).unwrap_or_else(|| panic!("{}", check.class));
            for role in check.values.iter().chain([&check.subject]) {
                assert!(kind.roles.iter().any(|known| &*known.name == *role), "{}: {role}", check.class);
            }
        }
    }
}
