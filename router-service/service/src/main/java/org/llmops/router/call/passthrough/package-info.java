/** Requests and answers that go on as they are, but for the model's name. */
@NullMarked
package org.llmops.router.call.passthrough;

import org.jspecify.annotations.NullMarked;
