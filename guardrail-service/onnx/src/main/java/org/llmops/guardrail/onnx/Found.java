package org.llmops.guardrail.onnx;

/** A stretch of a text, in code points, in which an entity is by so much of a share. */
record Found(String entity, int start, int end, double share) {}
