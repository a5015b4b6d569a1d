package org.llmops.guardrail.detecting;

/** What a rail looks with: compiled once for each policy version, without state, shared by all texts. */
public sealed interface Detector permits LocalDetector, RemoteDetector {}
