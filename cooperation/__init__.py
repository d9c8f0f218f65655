"""The Cooperation Atlas: China's international internet cooperation, dated and sourced."""
