#!/usr/bin/env bash
# Makes RoadsideFFI.xcframework for devices, simulators and the Mac, beside Package.swift.
# Written to Apple's and Rust's documented interfaces; UNTRIED: no Mac was at hand.
set -euo pipefail
cd "$(dirname "$0")/../.."

[ "$(uname)" = Darwin ] || { echo "xcframework.sh: needs a Mac with Xcode." >&2; exit 1; }
targets=(aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios aarch64-apple-darwin)
rustup target add "${targets[@]}"
export IPHONEOS_DEPLOYMENT_TARGET=16.0 MACOSX_DEPLOYMENT_TARGET=13.0
for target in "${targets[@]}"; do
  cargo build --package roadside-ffi --profile phone --locked --target "$target"
done

# The Swift, the header and the module map come from a debug build: a stripped one has no metadata.
cargo xtask bindings
swift=target/bindings/swift
headers=target/xcframework/headers/RoadsideFFI
rm -rf target/xcframework ios/RoadsideFFI.xcframework
mkdir -p "$headers" target/xcframework/sim
cp "$swift/RoadsideFFI.h" "$swift/module.modulemap" "$headers/"
cp "$swift/RoadsideCore.swift" ios/Sources/RoadsideCore/
lipo -create -output target/xcframework/sim/libroadside_ffi.a \
  target/aarch64-apple-ios-sim/phone/libroadside_ffi.a \
  target/x86_64-apple-ios/phone/libroadside_ffi.a
xcodebuild -create-xcframework \
  -library target/aarch64-apple-ios/phone/libroadside_ffi.a -headers "${headers%/*}" \
  -library target/xcframework/sim/libroadside_ffi.a -headers "${headers%/*}" \
  -library target/aarch64-apple-darwin/phone/libroadside_ffi.a -headers "${headers%/*}" \
  -output ios/RoadsideFFI.xcframework
echo "ios/RoadsideFFI.xcframework is made; ios/Package.swift uses it from now on."
