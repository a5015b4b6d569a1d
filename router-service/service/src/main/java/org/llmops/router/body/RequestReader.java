package org.llmops.router.body;

/** Finds in a request's bytes what the router must know. */
@FunctionalInterface
public interface RequestReader {
    /** Fails when it is no request that can be understood. */
    RequestBody read(byte[] bytes) throws BodyMalformed;
}
