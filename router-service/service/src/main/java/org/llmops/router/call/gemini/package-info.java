/**
 * Providers that speak Google's Gemini API, at Google AI and at Vertex AI: requests and answers are translated.
 *
 * <p>Left out of requests, since no answer depends on it: names of participants, {@code detail} of images,
 * {@code cache_control} (Google caches by itself), {@code strict} of functions (Google holds to every schema it is
 * given). Members of JSON schemas that Google does not know are left out of those. Left out of answers: grounding and
 * citation metadata, safety ratings, and code that Google ran by itself. Whatever else Google cannot say is refused by
 * its name.
 */
@NullMarked
package org.llmops.router.call.gemini;

import org.jspecify.annotations.NullMarked;
