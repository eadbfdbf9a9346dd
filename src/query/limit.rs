//! Queries that take too long.
//!
//! The engine looks at its cancellation token only when it reads from the store, so a join that turns over in memory
//! would run on after it was cancelled. A query with a limit therefore has a thread of its own, which is left to itself if it does
//! not stop: it reads only, and ends with the process.

use super::QueryError;
use oxigraph::sparql::CancellationToken;
use std::panic::resume_unwind;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How long a cancelled query has to come to its end.
const GRACE: Duration = Duration::from_millis(500);

/// The stack of the query's thread in bytes, as large as a main thread's.
const STACK: usize = 8 << 20;

/// Does `work`, which is told by the token when it has taken longer than `limit`.
///
/// # Errors
/// If it takes too long, or what `work` fails with.
pub fn within<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce(CancellationToken) -> Result<T, QueryError> + Send + 'static,
) -> Result<T, QueryError> {
    let token = CancellationToken::new();
    let theirs = token.clone();
    let (sender, receiver) = channel();
    // Whoever waited may have given up: then there is no one to send the result to.
    let run = move || drop(sender.send(work(theirs)));
    let thread = thread::Builder::new().stack_size(STACK).spawn(run)?;
    let result = receiver.recv_timeout(limit).or_else(|error| {
        if error == RecvTimeoutError::Timeout {
            token.cancel();
        }
        receiver.recv_timeout(GRACE)
    });
    match result {
        Ok(Err(_)) if token.is_cancelled() => Err(QueryError::TimedOut { limit }),
        Ok(result) => result,
        Err(RecvTimeoutError::Timeout) => Err(QueryError::TimedOut { limit }),
        Err(RecvTimeoutError::Disconnected) => match thread.join() {
            Err(fault) => resume_unwind(fault),
            Ok(()) => Err(QueryError::TimedOut { limit }),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_millis(20);

    #[test]
    fn what_is_done_in_time_is_handed_over() {
        assert!(within(Duration::from_secs(60), |_| Ok(3)).is_ok_and(|n| n == 3));
        let error = within(Duration::from_secs(60), |_| Err::<(), _>(QueryError::NotAPair("x".into())));
        assert!(matches!(error, Err(QueryError::NotAPair(_))));
    }

    #[test]
    fn what_takes_too_long_is_told_to_stop() {
        let stopped = within(LIMIT, |token| {
            while !token.is_cancelled() {
                thread::yield_now();
            }
            Err::<(), _>(QueryError::NotAPair("stopped".into()))
        });
        assert!(stopped.is_err_and(|e| e.to_string().contains("stopped after 0.02 s")));
    }

    #[test]
    fn what_does_not_listen_is_left() {
        let left = within(LIMIT, |_| {
            thread::sleep(GRACE * 4);
            Ok(())
        });
        assert!(matches!(left, Err(QueryError::TimedOut { .. })));
    }
}
