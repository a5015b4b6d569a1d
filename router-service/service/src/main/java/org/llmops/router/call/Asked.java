package org.llmops.router.call;

import java.util.function.Function;
import org.llmops.router.body.RequestBody;
import org.llmops.router.exchange.Target;

/**
 * What was asked, for answers that leave out what only the request says.
 *
 * @param body the request, in the format its answer shall have
 * @param header a header of the provider's response, by name; empty when there is none
 */
public record Asked(RequestBody body, Target target, Function<String, String> header) {}
