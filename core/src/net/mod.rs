//! Sends the requests the domain described and hands the replies back.
