package org.llmops.cost.delivery;

import java.util.UUID;

/**
 * A message that can be sent.
 *
 * @param id the same in every attempt
 * @param body what a webhook receives
 */
record Letter(UUID id, AlertMessage message, String body) {}
