//! Sending what waits.

use roadside_core::companion::{Companion, Intake, Prompt};

pub fn use_all(companion: &Companion, text: &str) -> usize {
    let Ok(intake) = Intake::new(text, Intake::PATIENCE, Some(text.as_bytes().to_vec())) else {
        return 0;
    };
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
    else {
        return 0;
    };
    let delivered = runtime.block_on(companion.deliver(&intake, Prompt::Person));
    delivered.map_or(0, |delivery| delivery.delivered as usize)
}
