"""The tests mirror the packages; beside them is what they share: contracts, fakes, the headless desktop, benchmarks."""
