/**
 * Providers that speak Cohere's API, version 2: requests and answers are translated.
 *
 * <p>Left out of requests, since no answer depends on it: names of participants, {@code detail} of images,
 * {@code cache_control}. Left out of answers: citations. A plan that Cohere makes before it calls tools is told as
 * reasoning. Whatever else Cohere cannot say is refused by its name.
 */
@NullMarked
package org.llmops.router.call.cohere;

import org.jspecify.annotations.NullMarked;
