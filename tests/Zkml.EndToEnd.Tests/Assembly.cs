// Each house is eight processes on the machine's processors: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
