/** The story of one call, told by the public APIs. */
@NullMarked
package org.llmops.local.demo;

import org.jspecify.annotations.NullMarked;
