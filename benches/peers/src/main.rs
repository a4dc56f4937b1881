use cel as _; use datalogic_rs as _; use regorus as _; use zen_engine as _; use zen_expression as _; use roadside_core as _;
fn main() {}
