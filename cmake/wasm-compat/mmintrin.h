// Empty on purpose: wasm has no MMX, and Eigen's SSE code includes this header without using it.
