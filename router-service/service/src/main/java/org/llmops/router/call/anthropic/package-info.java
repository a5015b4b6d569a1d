/** Providers that speak Anthropic's Messages API: requests and answers are translated. */
@NullMarked
package org.llmops.router.call.anthropic;

import org.jspecify.annotations.NullMarked;
