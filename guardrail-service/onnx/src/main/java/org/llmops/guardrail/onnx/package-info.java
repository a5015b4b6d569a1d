/** Detectors that are ONNX models of the operator's own: read at start, run on threads of their own, never on the event loop. */
@NullMarked
package org.llmops.guardrail.onnx;

import org.jspecify.annotations.NullMarked;
