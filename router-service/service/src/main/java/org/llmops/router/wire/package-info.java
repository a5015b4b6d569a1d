/** The formats that requests and answers are written in; chat completions is the one that all others can be translated to. */
@NullMarked
package org.llmops.router.wire;

import org.jspecify.annotations.NullMarked;
