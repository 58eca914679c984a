"""What the person sees: widgets only; what they show comes from the bridge."""
