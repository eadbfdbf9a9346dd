//! Parameters of a query: terms put in the place of variables, in the query's algebra and before it is
//! planned. Pasting text would let a parameter change the query, and the engine's own substitution
//! happens after planning, so that a query with a known subject would be planned as if it had none.

use oxigraph::model::{Literal, NamedNode, Term, Variable};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};
use std::collections::HashMap;

/// Terms by the variable that they take the place of.
#[derive(Debug, Clone, Default)]
pub struct Bindings(HashMap<Variable, Value>);

#[derive(Debug, Clone)]
enum Value {
    Node(NamedNode),
    Literal(Literal),
}

impl Bindings {
    /// Binds a variable; blank nodes and triples bind nothing and are ignored.
    #[must_use]
    pub fn with(mut self, variable: &str, term: impl Into<Term>) -> Self {
        let value = match term.into() {
            Term::NamedNode(node) => Value::Node(node),
            Term::Literal(literal) => Value::Literal(literal),
            _ => return self,
        };
        self.0.insert(Variable::new_unchecked(variable), value);
        self
    }

    /// The query with the terms in place. Its results still have the bound variables.
    #[must_use]
    pub fn apply(&self, query: Query) -> Query {
        match query {
            Query::Select { dataset, pattern, base_iri } => Query::Select { dataset, pattern: self.pattern(pattern), base_iri },
            Query::Construct { template, dataset, pattern, base_iri } => {
                let template = template.into_iter().map(|triple| self.triple(triple)).collect();
                Query::Construct { template, dataset, pattern: self.pattern(pattern), base_iri }
            }
            Query::Describe { dataset, pattern, base_iri } => {
                Query::Describe { dataset, pattern: self.pattern(pattern), base_iri }
            }
            Query::Ask { dataset, pattern, base_iri } => Query::Ask { dataset, pattern: self.pattern(pattern), base_iri },
        }
    }

    fn boxed(&self, pattern: GraphPattern) -> Box<GraphPattern> {
        Box::new(self.pattern(pattern))
    }

    fn pattern(&self, pattern: GraphPattern) -> GraphPattern {
        use GraphPattern as P;
        match pattern {
            P::Bgp { patterns } => P::Bgp { patterns: patterns.into_iter().map(|t| self.triple(t)).collect() },
            P::Path { subject, path, object } => P::Path { subject: self.term(subject), path, object: self.term(object) },
            P::Join { left, right } => P::Join { left: self.boxed(*left), right: self.boxed(*right) },
            P::LeftJoin { left, right, expression } => P::LeftJoin {
                left: self.boxed(*left),
                right: self.boxed(*right),
                expression: expression.map(|e| self.expression(e)),
            },
            P::Lateral { left, right } => P::Lateral { left: self.boxed(*left), right: self.boxed(*right) },
            P::Filter { expr, inner } => P::Filter { expr: self.expression(expr), inner: self.boxed(*inner) },
            P::Union { left, right } => P::Union { left: self.boxed(*left), right: self.boxed(*right) },
            P::Graph { name, inner } => P::Graph { name: self.name(name), inner: self.boxed(*inner) },
            P::Extend { inner, variable, expression } => {
                P::Extend { inner: self.boxed(*inner), variable, expression: self.expression(expression) }
            }
            P::Minus { left, right } => P::Minus { left: self.boxed(*left), right: self.boxed(*right) },
            P::Values { variables, bindings } => self.values(&variables, bindings),
            modifier => self.modifier(modifier),
        }
    }

    /// Of a table of values only the rows are left that have the terms in their columns, and these columns are dropped.
    fn values(&self, variables: &[Variable], rows: Vec<Vec<Option<GroundTerm>>>) -> GraphPattern {
        let fits = |variable: &Variable, term: &Option<GroundTerm>| match (self.0.get(variable), term) {
            (Some(value), Some(term)) => *term == value.ground(),
            _ => true,
        };
        let rows = rows.into_iter().filter(|row| variables.iter().zip(row).all(|(variable, term)| fits(variable, term)));
        let kept: Vec<bool> = variables.iter().map(|variable| !self.0.contains_key(variable)).collect();
        let keep = |row: Vec<Option<GroundTerm>>| row.into_iter().zip(&kept).filter(|cell| *cell.1).map(|cell| cell.0).collect();
        let bindings = rows.map(keep).collect();
        let variables = variables.iter().zip(&kept).filter(|pair| *pair.1).map(|pair| pair.0.clone()).collect();
        GraphPattern::Values { variables, bindings }
    }

    /// The patterns that stand around a `WHERE` clause.
    fn modifier(&self, pattern: GraphPattern) -> GraphPattern {
        use GraphPattern as P;
        match pattern {
            P::OrderBy { inner, expression } => {
                let expression = expression.into_iter().map(|e| self.order(e)).collect();
                P::OrderBy { inner: self.boxed(*inner), expression }
            }
            P::Project { inner, variables } => self.project(*inner, variables),
            P::Distinct { inner } => P::Distinct { inner: self.boxed(*inner) },
            P::Reduced { inner } => P::Reduced { inner: self.boxed(*inner) },
            P::Slice { inner, start, length } => P::Slice { inner: self.boxed(*inner), start, length },
            P::Group { inner, variables, aggregates } => {
                let aggregates = aggregates.into_iter().map(|(v, a)| (v, self.aggregate(a))).collect();
                P::Group { inner: self.boxed(*inner), variables, aggregates }
            }
            P::Service { name, inner, silent } => P::Service { name: self.name(name), inner: self.boxed(*inner), silent },
            other => other,
        }
    }

    /// A projection shows a bound variable with its term.
    fn project(&self, inner: GraphPattern, variables: Vec<Variable>) -> GraphPattern {
        let mut inner = self.pattern(inner);
        for variable in &variables {
            if let Some(value) = self.0.get(variable) {
                let (variable, expression) = (variable.clone(), value.expression());
                inner = GraphPattern::Extend { inner: Box::new(inner), variable, expression };
            }
        }
        GraphPattern::Project { inner: Box::new(inner), variables }
    }

    fn triple(&self, triple: TriplePattern) -> TriplePattern {
        TriplePattern {
            subject: self.term(triple.subject),
            predicate: self.name(triple.predicate),
            object: self.term(triple.object),
        }
    }

    fn term(&self, term: TermPattern) -> TermPattern {
        match term {
            TermPattern::Variable(variable) => match self.0.get(&variable) {
                Some(Value::Node(node)) => node.clone().into(),
                Some(Value::Literal(literal)) => literal.clone().into(),
                None => TermPattern::Variable(variable),
            },
            TermPattern::Triple(triple) => TermPattern::Triple(Box::new(self.triple(*triple))),
            other => other,
        }
    }

    fn name(&self, name: NamedNodePattern) -> NamedNodePattern {
        match name {
            NamedNodePattern::Variable(variable) => match self.0.get(&variable) {
                Some(Value::Node(node)) => node.clone().into(),
                _ => NamedNodePattern::Variable(variable),
            },
            name @ NamedNodePattern::NamedNode(_) => name,
        }
    }

    fn order(&self, order: OrderExpression) -> OrderExpression {
        match order {
            OrderExpression::Asc(e) => OrderExpression::Asc(self.expression(e)),
            OrderExpression::Desc(e) => OrderExpression::Desc(self.expression(e)),
        }
    }

    fn aggregate(&self, aggregate: AggregateExpression) -> AggregateExpression {
        match aggregate {
            AggregateExpression::FunctionCall { name, expr, distinct } => {
                AggregateExpression::FunctionCall { name, expr: self.expression(expr), distinct }
            }
            count @ AggregateExpression::CountSolutions { .. } => count,
        }
    }

    fn expressions(&self, list: Vec<Expression>) -> Vec<Expression> {
        list.into_iter().map(|e| self.expression(e)).collect()
    }

    fn expression(&self, expression: Expression) -> Expression {
        use Expression as E;
        let one = |e: Box<E>| Box::new(self.expression(*e));
        match expression {
            E::Variable(variable) => self.0.get(&variable).map_or(E::Variable(variable), Value::expression),
            E::Bound(variable) if self.0.contains_key(&variable) => E::Literal(Literal::from(true)),
            E::Or(a, b) => E::Or(one(a), one(b)),
            E::And(a, b) => E::And(one(a), one(b)),
            E::Equal(a, b) => E::Equal(one(a), one(b)),
            E::SameTerm(a, b) => E::SameTerm(one(a), one(b)),
            E::Greater(a, b) => E::Greater(one(a), one(b)),
            E::GreaterOrEqual(a, b) => E::GreaterOrEqual(one(a), one(b)),
            E::Less(a, b) => E::Less(one(a), one(b)),
            E::LessOrEqual(a, b) => E::LessOrEqual(one(a), one(b)),
            E::In(a, list) => E::In(one(a), self.expressions(list)),
            E::Add(a, b) => E::Add(one(a), one(b)),
            E::Subtract(a, b) => E::Subtract(one(a), one(b)),
            E::Multiply(a, b) => E::Multiply(one(a), one(b)),
            E::Divide(a, b) => E::Divide(one(a), one(b)),
            E::UnaryPlus(a) => E::UnaryPlus(one(a)),
            E::UnaryMinus(a) => E::UnaryMinus(one(a)),
            E::Not(a) => E::Not(one(a)),
            E::Exists(pattern) => E::Exists(self.boxed(*pattern)),
            E::If(a, b, c) => E::If(one(a), one(b), one(c)),
            E::Coalesce(list) => E::Coalesce(self.expressions(list)),
            E::FunctionCall(function, list) => E::FunctionCall(function, self.expressions(list)),
            constant => constant,
        }
    }
}

impl Value {
    fn ground(&self) -> GroundTerm {
        match self {
            Self::Node(node) => node.clone().into(),
            Self::Literal(literal) => literal.clone().into(),
        }
    }

    fn expression(&self) -> Expression {
        match self {
            Self::Node(node) => Expression::NamedNode(node.clone()),
            Self::Literal(literal) => Expression::Literal(literal.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use spargebra::SparqlParser;

    fn bound(query: &str) -> String {
        let query = SparqlParser::new().parse_query(query).expect("a query");
        let node = NamedNode::new_unchecked("http://example.org/japan");
        Bindings::default().with("who", node).apply(query).to_string()
    }

    #[test]
    fn a_term_takes_the_variables_place_everywhere() {
        let query = bound("SELECT ?what { ?who ?p ?what FILTER NOT EXISTS { ?x ?p ?who } FILTER (?what != ?who) }");
        assert!(!query.contains("?who"), "{query}");
        assert_eq!(query.matches("<http://example.org/japan>").count(), 3, "{query}");
    }

    #[test]
    fn a_projected_parameter_is_still_shown() {
        let query = bound("SELECT ?who ?what { ?who ?p ?what } ORDER BY ?what");
        assert!(query.contains("<http://example.org/japan> AS ?who"), "{query}");
    }

    #[test]
    fn a_term_narrows_a_table_of_values() {
        let japan = "<http://example.org/japan>";
        let query =
            bound(&format!("SELECT ?n {{ VALUES (?who ?n) {{ ({japan} 1) (<http://example.org/x> 2) (UNDEF 3) }} ?who ?p ?n }}"));
        assert!(query.contains("?n") && !query.contains("?who"), "{query}");
        assert!(query.contains("\"1\"") && query.contains("\"3\"") && !query.contains("\"2\""), "{query}");
    }

    #[test]
    fn a_parameter_cannot_change_the_query() {
        let query = SparqlParser::new().parse_query("SELECT * { ?s ?p ?v }").expect("a query");
        let hostile = Literal::new_simple_literal("x\" } ; DROP ALL #");
        let query = Bindings::default().with("v", hostile).apply(query).to_string();
        assert!(query.contains(r#""x\" } ; DROP ALL #""#), "{query}");
        assert!(SparqlParser::new().parse_query(&query).is_ok());
    }
}
